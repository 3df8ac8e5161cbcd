/* ndjson_fuzz.c -- any bytes as NDJSON and as JSON documents. */
#include "tests/fuzz/reader_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_bytes(n > 0 && (data[0] & 32) != 0 ? INPUT_JSON : INPUT_NDJSON, data,
                      n);
}
