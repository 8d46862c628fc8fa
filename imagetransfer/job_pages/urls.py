"""A job's own pages and pictures: whoever has the link may look, the owner has all of them."""

from django.urls import path

from imagetransfer.job_pages import batches, changing, shown, thumbnails, views, your_pictures

app_name = "jobs"
urlpatterns = [
    path("", your_pictures.mine, name="mine"),
    path("delete/", your_pictures.delete_all, name="delete_all"),
    path("batches/<uuid:pk>/", batches.batch, name="batch"),
    path("batches/<uuid:pk>/status/", batches.status, name="batch_status"),
    path("batches/<uuid:pk>/pictures.zip", batches.pictures, name="batch_zip"),
    path("batches/<uuid:pk>/cancel/", batches.cancel, name="batch_cancel"),
    path("batches/<uuid:pk>/delete/", batches.delete, name="batch_delete"),
    path("<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/shown/", shown.news_for_everybody, name="shown"),
    path("<uuid:pk>/status/", views.status, name="status"),
    path("<uuid:pk>/full-size/", changing.full_size, name="full_size"),
    path("<uuid:pk>/cancel/", changing.cancel, name="cancel"),
    path("<uuid:pk>/delete/", changing.delete, name="delete"),
    path("<uuid:pk>/photo", views.photo, name="photo"),
    path("<uuid:pk>/style", views.style, name="style"),
    path("<uuid:pk>/content-regions.png", views.regions, {"of": "content"}, name="content_regions"),
    path("<uuid:pk>/style-regions.png", views.regions, {"of": "style"}, name="style_regions"),
    path("<uuid:pk>/preview", views.preview, name="preview"),
    path("<uuid:pk>/small", thumbnails.thumbnail, name="small"),
    path("<uuid:pk>/result.jpg", views.result_jpg, name="result_jpg"),
    path("<uuid:pk>/result.png", views.result_png, name="result_png"),
]
