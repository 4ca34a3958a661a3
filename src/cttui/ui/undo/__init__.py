"""The changes made here: each as the lines that it changed, and the way back."""
