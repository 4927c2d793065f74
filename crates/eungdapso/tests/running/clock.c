/* A machine's clock that a test sets: seconds in the file TEST_CLOCK names are added to the time of day, and to no other. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *later;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TEST_CLOCK");
    int file = path ? open(path, O_RDONLY) : -1;
    void *shared = file < 0 ? MAP_FAILED : mmap(0, sizeof *later, PROT_READ, MAP_SHARED, file, 0);
    if (shared == MAP_FAILED) _exit(99);
    later = shared;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int told = (int)syscall(SYS_clock_gettime, clock, now);
    if (told == 0 && clock == CLOCK_REALTIME && later) now->tv_sec += *later;
    return told;
}
