# Aliases, for those whose fingers know make. The work is in ./run.
.PHONY: demo test
demo:
	./run demo
test:
	./run test
