"""The gallery's addresses."""

from django.urls import path

from imagetransfer.gallery import views

app_name = "gallery"

urlpatterns = [
    path("", views.index, name="index"),
    path("share/<uuid:pk>/", views.share, name="share"),
    path("<int:pk>/preview.jpg", views.preview, name="preview"),
    path("<int:pk>/picture.jpg", views.download, name="download"),
]
