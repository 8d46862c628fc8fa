# A photo, any picture to take the style from, and options as the reference has them.
job=$(curl -fsS {{ site }}/api/v1/paintings -F content=@photo.jpg -F style=@monet.jpg \
    -F steps=100 -F colours=luminance -o painting.json -w '%header{location}')

# How far it is: state, progress, losses, about how long it still takes.
curl -fsS "$job" -o progress.json
