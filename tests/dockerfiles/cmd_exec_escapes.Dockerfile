FROM alpine
CMD ["printf", "tab\tquote\"backslash\\slash\/snow\u2603clef\ud834\udd1e\n", "", " ", "$HOME", "it's"]
