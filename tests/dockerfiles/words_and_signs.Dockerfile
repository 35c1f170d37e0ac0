FROM alpine
LABEL a='}' b="{x}" c=<x> d="#" e=#f g=[x] h=--i j="--" k=a=b=c l="=" m='it"s' n="it's" o=a\"b
ENV X=\# Y=a\\b Z="a\\b" W="a\nb" V='a\nb' U=~ T=*
COPY --chown=a $A[0-9] /b
