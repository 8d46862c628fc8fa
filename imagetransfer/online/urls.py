"""The addresses of the picker and of the photos that are chosen there."""

from django.urls import path

from imagetransfer.online import photos, views

app_name = "online"

urlpatterns = [
    path("", views.create, name="create"),
    path("photos/", photos.choose, name="photo"),
    path("photos/<uuid:pk>/", photos.wall, name="wall"),
    path("photos/<uuid:pk>/sheet-<int:number>.webp", photos.sheet, name="sheet"),
    path("photos/<uuid:pk>/tries/", photos.choices, name="try"),
    path("photos/<uuid:pk>/try-<slug:name>.jpg", photos.preview, name="preview"),
]
