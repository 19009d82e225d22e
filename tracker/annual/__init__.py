"""What an office writes for its annual report: sections, texts, stories, pictures, figures and finance."""
