"""What a person is asked or offered before anything is entered."""
