"""The API's addresses, and those of its documentation."""

from django.urls import path, re_path

from imagetransfer.api import (
    custom_jobs,
    docs,
    gallery,
    gallery_sharing,
    jobs,
    own_styles,
    status,
    styles,
    stylizations,
    uploads,
    walls,
)
from imagetransfer.api.base import NotFound, at_one_address

app_name = "api"

urlpatterns = [
    path("", docs.guide, name="guide"),
    path("reference/", docs.reference, name="reference"),
    path("v1/openapi.json", docs.Schema.as_view(), name="schema"),
    path("v1/styles", styles.StyleList.as_view(), name="styles"),
    path("v1/styles/<slug:slug>", styles.StyleDetail.as_view(), name="style"),
    path("v1/styles/<slug:slug>/swatch.webp", styles.StyleSwatch.as_view(), name="style_swatch"),
    path("v1/own-styles", own_styles.OwnStyleCreate.as_view(), name="own_styles"),
    path(
        "v1/own-styles/<slug:slug>",
        at_one_address(own_styles.OwnStyleDetail, own_styles.OwnStyleDelete),
        name="own_style",
    ),
    path("v1/own-styles/<slug:slug>/refine", own_styles.OwnStyleRefine.as_view(), name="own_style_refine"),
    path("v1/uploads", uploads.UploadCreate.as_view(), name="uploads"),
    path("v1/uploads/<uuid:pk>", at_one_address(uploads.UploadDetail, uploads.UploadDelete), name="upload"),
    path("v1/walls", walls.WallCreate.as_view(), name="walls"),
    path("v1/walls/<uuid:pk>", at_one_address(walls.WallDetail, walls.WallDelete), name="wall"),
    path("v1/walls/<uuid:pk>/sheets/<int:number>.webp", walls.WallSheet.as_view(), name="wall_sheet"),
    path("v1/stylizations", stylizations.StylizationCreate.as_view(), name="stylizations"),
    *(path(f"v1/{name}", view.as_view(), name=name) for name, view in custom_jobs.OPERATIONS.items()),
    path("v1/jobs", jobs.JobList.as_view(), name="jobs"),
    path("v1/jobs/<uuid:pk>", at_one_address(jobs.JobDetail, jobs.JobDelete), name="job"),
    path("v1/jobs/<uuid:pk>/full-size", jobs.JobFullSize.as_view(), name="job_full_size"),
    path("v1/jobs/<uuid:pk>/cancel", jobs.JobCancel.as_view(), name="job_cancel"),
    path("v1/jobs/<uuid:pk>/preview.jpg", jobs.JobPreview.as_view(), name="job_preview"),
    path("v1/jobs/<uuid:pk>/result.jpg", jobs.JobResultJpg.as_view(), name="job_result_jpg"),
    path("v1/jobs/<uuid:pk>/result.png", jobs.JobResultPng.as_view(), name="job_result_png"),
    path("v1/gallery", at_one_address(gallery.GalleryList, gallery_sharing.GalleryShare), name="gallery"),
    path(
        "v1/gallery/<uuid:pk>",
        at_one_address(gallery.GalleryPicture, gallery_sharing.GalleryDelete),
        name="gallery_picture",
    ),
    path("v1/gallery/<uuid:pk>/like", at_one_address(gallery.GalleryLike, gallery.GalleryUnlike), name="gallery_like"),
    path("v1/gallery/<uuid:pk>/report", gallery.GalleryReport.as_view(), name="gallery_report"),
    path("v1/limits", status.Limits.as_view(), name="limits"),
    path("v1/health", status.Health.as_view(), name="health"),
    re_path(r"^v1(/[\s\S]*)?$", NotFound.as_view()),
]
