  FROM alpine
	RUN echo tab
    # a comment
      ENV A=1
