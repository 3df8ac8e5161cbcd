/* csv_fuzz.c -- any bytes as CSV. */
#include "tests/fuzz/reader_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_bytes(INPUT_CSV, data, n);
}
