export IMAGETRANSFER_URL={{ site }}
imagetransfer styles
imagetransfer stylize photo.jpg --style {{ style.slug }}
imagetransfer stylize holiday/ --style {{ style.slug }} --out painted/
