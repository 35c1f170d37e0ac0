FROM alpine
ARG A=x
ENV B=${A} C=${A:-one} D=${A:+two} E=${A-three} F=${A+four} G=$A$B H=${A:-${B:-deep}}
ENV I="${A:-with blanks}" J="pre$A post" K=${A}suffix L="$A's" M=5$ N="a$ b"
ENV O=${A#x} P=${A##*/} Q=${A%.py} R=${A%%/*} S=${A/x/y} T=${A//x/y} U=${A:?needed}
