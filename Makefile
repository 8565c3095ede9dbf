# Everything a newcomer or the build machine does. Rust and Node are all that you bring; `make` sets up the rest.

SHELL := /bin/bash
CARGO ?= cargo
WEB := cd web && npx --no-install
PORT ?= 8080
# The program as the tests have it: built with the same features, so that nothing is compiled twice.
BUILD := $(CARGO) test --workspace --locked --no-run

.PHONY: demo test test-rust test-web test-e2e dev fmt gen bench screenshots web release sample-media

## Build, fetch the sample media, and start with sample projects on the embedded database
demo: web sample-media
	$(CARGO) build --release --locked --package crosscheck-cli
	./target/release/crosscheck demo --port $(PORT)

## Every test: formatting, lints, types, generated files, Rust, web, both databases, the browser
test: test-web test-rust test-e2e

test-web: web/node_modules/.done
	$(WEB) prettier --check --log-level warn .
	$(WEB) tsc --noEmit
	$(WEB) tsc --noEmit --project e2e
	$(WEB) eslint --max-warnings 0 src e2e
	$(WEB) vitest run

test-rust: web
	./scripts/need postgres ffmpeg
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) test --workspace --locked
	./target/debug/crosscheck gen --check
	./scripts/schema --check

test-e2e: web sample-media
	./scripts/need chromium
	$(BUILD)
	$(WEB) playwright test

## The release binary with the web interface inside
release: web
	$(CARGO) build --release --locked --package crosscheck-cli

## The server with sample projects, and the web interface rebuilt as you type, on port 5173
dev: web sample-media
	$(BUILD)
	trap 'kill 0' EXIT; ./target/debug/crosscheck demo --port $(PORT) & cd web && npm run dev

fmt: web/node_modules/.done
	$(CARGO) fmt --all
	$(WEB) prettier --write --log-level warn .

## Write everything that is generated: OpenAPI, JSON Schema, reference pages, TypeScript types
gen: web/node_modules/.done
	$(BUILD)
	./target/debug/crosscheck gen
	./scripts/schema

## Measure, side by side where a peer is there; see bench/README.md
bench: release
	./bench/run

## The gallery in docs/images, from the demo
screenshots: web sample-media
	./scripts/need chromium
	$(BUILD)
	cd web && SCREENSHOTS=1 npx --no-install playwright test screenshots

web: web/node_modules/.done
	$(WEB) vite build --logLevel warn

sample-media:
	node demo/fetch.mjs

web/node_modules/.done: web/package-lock.json
	./scripts/need node
	cd web && npm ci --no-fund --no-audit --loglevel=error
	touch $@
