# Up to four styles by their weights, and how they are used.
curl -fsS {{ site }}/api/v1/stylizations -F picture=@photo.jpg \
    -F styles=great-wave:60,starry-night:40 -F strength=80 -F keep_colours=true -F stroke=150 -o mix.json
