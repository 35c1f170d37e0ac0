FROM	alpine	AS	base
RUN	echo	a	\
		&&	echo	b
ENV	A=1	B=2
COPY	a	b	/c/
EXPOSE	80	81
