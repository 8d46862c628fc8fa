"""The pages of a job, its pictures, and the list of one's own jobs: above the doors `online` and `custom`."""
