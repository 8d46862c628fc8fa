# Send a photo once, and paint it in two styles.
upload=$(curl -fsS {{ site }}/api/v1/uploads -F picture=@photo.jpg \
    -o upload.json -w '%header{location}')

for style in starry-night great-wave; do
    curl -fsS {{ site }}/api/v1/stylizations -H "Content-Type: application/json" \
        -H "Idempotency-Key: $style-${upload##*/}" \
        -d "{\"style\": \"$style\", \"upload\": \"${upload##*/}\"}" -o "$style.json"
done
