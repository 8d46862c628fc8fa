"""The gallery's addresses."""

from django.urls import path

from imagetransfer.gallery import accounts
from imagetransfer.gallery.feeds import NewestFeed
from imagetransfer.gallery.views import browse, files, picture, share

app_name = "gallery"

urlpatterns = [
    path("", browse.index, name="index"),
    path("feed/", NewestFeed(), name="feed"),
    path("mine/", browse.mine, name="mine"),
    path("selection.zip", browse.selection, name="selection"),
    path("share/", share.upload, name="upload"),
    path("share/<uuid:pk>/", share.share, name="share"),
    path("<uuid:pk>/", picture.picture, name="picture"),
    path("<uuid:pk>/like/", picture.like, name="like"),
    path("<uuid:pk>/paint/", picture.paint, name="paint"),
    path("<uuid:pk>/report/", picture.report, name="report"),
    path("<uuid:pk>/edit/", share.edit, name="edit"),
    path("<uuid:pk>/delete/", share.delete, name="delete"),
    path("<uuid:pk>/download/", files.download, name="download"),
    path("<uuid:pk>/<str:name>", files.file, name="file"),
    path("account/login/", accounts.login_view, name="login"),
    path("account/logout/", accounts.logout_view, name="logout"),
    path("account/new/", accounts.sign_up_view, name="sign_up"),
]
