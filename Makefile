# make             build build/acordo           make check    every test, this build
# make SAN=1 ...   the same, with ASan + UBSan  make CI=1 ... warnings are errors
# make ci          check in both builds, and a clean compile with clang
# make deps        install what building needs (Debian, as root; what is there costs nothing)
# make test-deps   and what the tests need
# make demo        the main job on a real example
# make bench       speed, as ratios (ACORDO_YARDSTICKS=DIR)     make fuzz  FUZZ_SECONDS=300
# make bless       rewrite the golden outputs; read them in git diff
# make install     honours PREFIX, DESTDIR      make format   clang-format, in place
# V=1 shows the commands

PREFIX     ?= /usr/local
CC         ?= cc
BISON      ?= bison
FLEX       ?= flex
INSTALL    ?= install
PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g
BUILD      := build$(if $(SAN),/san)
Q          := $(if $(V),,@)
say         = $(if $(V),,@echo "  $1	$2")

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
        -Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings \
        -Wvla -Wundef -Wformat=2 -Wpointer-arith -Wdouble-promotion \
        -Wimplicit-fallthrough $(if $(CI),-Werror)

# What the sources need, apart from the user's CPPFLAGS, CFLAGS, LDFLAGS: those stay free
# to be given on the command line.
PKGS     := libpcre2-8 libutf8proc zlib libzstd
need_cpp = -I. -I$(BUILD)/gen -D_POSIX_C_SOURCE=200809L $(pkg_cflags)
need_c   := -std=c17 -MMD -MP
need_ld  :=
need_lib = $(pkg_libs) -lreadline -lpthread

# The collector hides overflows from ASan, and ASan hides the stack from the collector, so
# a sanitized build has no collector, and leaks by design.
ifdef SAN
PKGS_ALL := $(PKGS)
need_c   += -DMEM_NO_GC -fno-omit-frame-pointer -fsanitize=address,undefined \
            -fno-sanitize-recover=all
need_ld  += -fsanitize=address,undefined
export ASAN_OPTIONS = detect_leaks=0
else
PKGS_ALL := $(PKGS) bdw-gc
endif
pkg_cflags := $(shell $(PKG_CONFIG) --cflags $(PKGS_ALL) 2>/dev/null)
pkg_libs   := $(shell $(PKG_CONFIG) --libs $(PKGS_ALL) 2>/dev/null)

SRC   := $(wildcard grammar/*.c interp/*/*.c)
GENC  := $(BUILD)/gen/parser.c $(BUILD)/gen/lexer.c $(BUILD)/gen/stdlib.c
OBJ   := $(SRC:%.c=$(BUILD)/%.o) $(GENC:.c=.o)
MAIN  := $(BUILD)/interp/app/main.o
LIB   := $(BUILD)/libacordo.a
HELP  := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard tests/prop/*.c)))
HELP_UNIT := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard tests/unit/*.c)))
TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/*_test.c tests/prop/*_test.c))
BENCH := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*_bench.c))

.PHONY: all deps test-deps demo check ci layers headers bench fuzz bless install uninstall clean format
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/acordo

$(BUILD)/acordo: $(MAIN) $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(need_ld) -o $@ $^ $(need_lib) $(LDLIBS)

$(LIB): $(filter-out $(MAIN),$(OBJ))
	@rm -f $@
	$(call say,AR,$@)
	$(Q)$(AR) rcs $@ $^

$(BUILD)/%.o: %.c | $(GENC)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(need_cpp) $(CPPFLAGS) $(need_c) $(WARN) $(CFLAGS) $(hot) -c -o $@ $<

# The kernels, a calendar's batches and what compares outcomes are loops over columns: -O2
# leaves them two to four times slower.
$(BUILD)/interp/engine/k_%.o $(BUILD)/interp/time/calendar_batch.o \
$(BUILD)/interp/time/calendar_cells.o $(BUILD)/interp/study/impact_make.o \
$(BUILD)/interp/study/impact_names.o: \
  hot = $(if $(SAN),,-O3)

# Called only where the processor has AVX2; elsewhere than on x86-64 never.
$(BUILD)/interp/io/%_avx2.o: \
  hot = $(if $(filter x86_64%,$(shell $(CC) -dumpmachine)),-mavx2 -O3)

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c          # generated code: a lower bar
	$(call say,CC,$<)
	$(Q)$(CC) $(need_cpp) $(CPPFLAGS) $(need_c) -Wall -Wno-unused-function $(CFLAGS) -c -o $@ $<

$(BUILD)/gen/parser.y: grammar/parser.y grammar/keywords.def grammar/gen_keywords.sh
	@mkdir -p $(@D)
	$(Q)sh grammar/gen_keywords.sh grammar/keywords.def grammar/parser.y > $@

$(BUILD)/gen/parser.c: $(BUILD)/gen/parser.y
	$(call say,BISON,$<)
	$(Q)$(BISON) -Wall -Wcounterexamples -Werror -o $@ --defines=$(@:.c=.h) $<

$(BUILD)/gen/lexer.c: grammar/lexer.l $(BUILD)/gen/parser.c
	$(call say,FLEX,$<)
	$(Q)$(FLEX) --header-file=$(@:.c=.h) -o $@ $<

$(BUILD)/gen/stdlib.c: stdlib/embed.sh $(wildcard stdlib/*.sla stdlib/*/*.sla)
	@mkdir -p $(@D)
	$(Q)sh stdlib/embed.sh stdlib > $@

# -- tests ---------------------------------------------------------------------------------

$(BUILD)/tests/%_test: $(BUILD)/tests/%_test.o $(HELP) $(HELP_UNIT) $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(need_ld) -o $@ $< $(if $(findstring /prop/,$@),$(HELP),$(HELP_UNIT)) \
	  $(LIB) $(need_lib) $(LDLIBS)

check: all layers $(TESTS)
	sh tests/run.sh $(BUILD)

ci: deps-there
	$(MAKE) -j$$(nproc) CI=1 check
	$(MAKE) -j$$(nproc) CI=1 SAN=1 check
	$(MAKE) -j$$(nproc) CI=1 CC=clang CFLAGS=-O0 BUILD=build/clang all headers
	@sh tests/tally.sh build/tally build/san/tally

layers:
	sh tests/layers.sh

headers: | $(GENC)              # each header compiles alone
	@for h in $$(ls grammar/*.h interp/*/*.h); do \
	  printf '#include "%s"\nextern int one_declaration;\n' "$$h" | \
	  $(CC) $(need_cpp) -std=c17 $(WARN) -fsyntax-only -x c - || exit 1; done

bless: all $(TESTS)
	BLESS=1 sh tests/run.sh $(BUILD)

bench: all $(BENCH)
	sh tests/bench/run.sh $(BUILD)

$(BUILD)/tests/bench/%_bench: $(BUILD)/tests/bench/%_bench.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(need_ld) -o $@ $^ $(need_lib) $(LDLIBS)

fuzz:
	sh tests/fuzz/run.sh

# -- a machine, a place --------------------------------------------------------------------

deps:
	sh tests/deps.sh

test-deps:
	sh tests/deps.sh tests

.PHONY: deps-there
deps-there:
	@for p in $(PKGS) bdw-gc; do $(PKG_CONFIG) --exists $$p || \
	  { echo "$$p is not installed: run make deps" >&2; exit 1; }; done

demo: all
	sh examples/demo.sh $(BUILD)/acordo

install: all
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin
	$(INSTALL) -m 755 $(BUILD)/acordo $(DESTDIR)$(PREFIX)/bin/acordo

uninstall:
	$(RM) $(DESTDIR)$(PREFIX)/bin/acordo

clean:
	$(RM) -r build

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
