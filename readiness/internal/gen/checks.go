package main

func checksMarkdown() []byte { return nil }
