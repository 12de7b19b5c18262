/* A slow disk, simulated: fsync and fdatasync take 4 ms longer. Put before the C library by LD_PRELOAD.
   cc -shared -fPIC -O2 -o slowsync.so slowsync.c */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void wait_for_the_disk(void) {
    struct timespec left = {0, 4000000};
    while (nanosleep(&left, &left) != 0) {
    }
}

int fsync(int file) {
    wait_for_the_disk();
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    wait_for_the_disk();
    return (int)syscall(SYS_fdatasync, file);
}
