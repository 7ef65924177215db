"""What a reviewer's screens say, as rows and lines."""
