# Send a photo and wait for up to 30 seconds; the job's address comes back.
job=$(curl -fsS {{ site }}/api/v1/stylizations -H "Prefer: wait=30" \
    -F style={{ style.slug }} -F picture=@photo.jpg -o job.json -w '%header{location}')

# Fetch the result; it is not found (404) until the job is done.
until curl -fsS "$job/result.jpg" -o painted.jpg; do sleep 1; done
