# A photo and any picture to take the style from; the options have the names and defaults of the site.
job=$(curl -fsS {{ site }}/api/v1/paintings -F content=@photo.jpg -F style=@monet.jpg \
    -F steps=100 -F colours=luminance -o painting.json -w '%header{location}')

# How far it is: state, progress, losses, about how long it still takes.
curl -fsS "$job" -o progress.json
