/* What the painter's network is made of, for WebAssembly with 128-bit SIMD. `make wasm` compiles it to painter.wasm.

   Tensors are float32, rows before columns before channels. Channels are multiples of 4, filters multiples of 8, and
   every pointer is a multiple of 16; only pictures have 3 or 4 channels. The network itself is js/painter/network.js. */

typedef float four __attribute__((vector_size(16)));

#define EXPORT(name) __attribute__((export_name(#name))) name
#define FOUR(address) (*(four *)(address))

static inline four all(float x) { return (four){x, x, x, x}; }

/* Of what is negative the share `leak` passes: 0 is a ReLU, 1 lets everything pass. */
static inline four leaking(four x, float leak) { return __builtin_wasm_pmax_f32x4(x, x * all(leak)); }

static inline int reflected(int i, int length) { return i < 0 ? -i : i < length ? i : 2 * length - 2 - i; }

/* A border of one place on each side, mirrored without the edge itself: (height + 2, width + 2, channels). */
void EXPORT(pad)(const float *in, float *out, int height, int width, int channels)
{
    for (int y = -1; y <= height; y++)
        for (int x = -1; x <= width; x++) {
            const float *place = in + (reflected(y, height) * width + reflected(x, width)) * channels;
            for (int c = 0; c < channels; c += 4, out += 4)
                FOUR(out) = FOUR(place + c);
        }
}

/* A 3 × 3 convolution of what `pad` answered; height and width are the result's.

   Weights lie as they are read: (filters / 8, 3, 3 * channels, 8). Three places beside each other are one run of
   3 * channels numbers, so there is nothing to rearrange. Four results of eight filters each stay in registers. */
void EXPORT(convolve)(const float *in, const float *weights, float *out, int height, int width, int channels,
                      int filters, int stride)
{
    const int row = (width * stride + 2) * channels, step = stride * channels;
    for (int first = 0; first < filters; first += 8, weights += 9 * channels * 8)
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x += 4) {
                four a0 = all(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
                const float *w = weights;
                for (int ky = 0; ky < 3; ky++) {
                    const float *a = in + (y * stride + ky) * row + x * step;
                    const float *b = a + step, *c = b + step, *d = c + step;
                    for (int k = 0; k < 3 * channels; k++, w += 8) {
                        const four w0 = FOUR(w), w1 = FOUR(w + 4);
                        a0 += all(a[k]) * w0, a1 += all(a[k]) * w1;
                        b0 += all(b[k]) * w0, b1 += all(b[k]) * w1;
                        c0 += all(c[k]) * w0, c1 += all(c[k]) * w1;
                        d0 += all(d[k]) * w0, d1 += all(d[k]) * w1;
                    }
                }
                /* At the right border the last ones are no places of the picture; what was read for them does not count. */
                const int left = width - x;
                float *place = out + (y * width + x) * filters + first;
                FOUR(place) = a0, FOUR(place + 4) = a1;
                if (left > 1) FOUR(place + filters) = b0, FOUR(place + filters + 4) = b1;
                if (left > 2) FOUR(place + 2 * filters) = c0, FOUR(place + 2 * filters + 4) = c1;
                if (left > 3) FOUR(place + 3 * filters) = d0, FOUR(place + 3 * filters + 4) = d1;
            }
}

/* Means, then variances, of each channel over all places. */
void EXPORT(moments)(const float *x, float *out, int places, int channels)
{
    for (int c = 0; c < channels; c += 4) {
        four sum = all(0), squares = all(0);
        for (int i = 0; i < places; i++)
            sum += FOUR(x + i * channels + c);
        const four mean = sum / all(places);
        for (int i = 0; i < places; i++) {
            const four away = FOUR(x + i * channels + c) - mean;
            squares += away * away;
        }
        FOUR(out + c) = mean;
        FOUR(out + channels + c) = squares / all(places);
    }
}

/* x * scale + shift for each channel, in place, and `leaking`. */
void EXPORT(restyle)(float *x, const float *scale, const float *shift, int places, int channels, float leak)
{
    for (int i = 0; i < places; i++)
        for (int c = 0; c < channels; c += 4, x += 4) {
            const four y = FOUR(x) * FOUR(scale + c) + FOUR(shift + c);
            FOUR(x) = leaking(y, leak);
        }
}

/* Add y to x, in place, and `leaking`. */
void EXPORT(add)(float *x, const float *y, int length, float leak)
{
    for (int i = 0; i < length; i += 4) {
        FOUR(x + i) = leaking(FOUR(x + i) + FOUR(y + i), leak);
    }
}

/* Each place divided by the root mean square of its channels. */
void EXPORT(normalise)(const float *x, float *out, int places, int channels, float epsilon)
{
    for (int i = 0; i < places; i++, x += channels, out += channels) {
        four squares = all(0);
        for (int c = 0; c < channels; c += 4)
            squares += FOUR(x + c) * FOUR(x + c);
        const float mean = (squares[0] + squares[1] + squares[2] + squares[3]) / channels;
        for (int c = 0; c < channels; c += 4)
            FOUR(out + c) = FOUR(x + c) / all(__builtin_sqrtf(mean + epsilon));
    }
}

/* Twice as many places each way, bilinearly: three quarters of the nearer place, one of the farther. */
void EXPORT(twice)(const float *in, float *out, int height, int width, int channels)
{
    for (int y = 0; y < 2 * height; y++)
        for (int x = 0; x < 2 * width; x++) {
            const int near_y = y / 2, near_x = x / 2;
            int far_y = near_y + (y % 2 ? 1 : -1), far_x = near_x + (x % 2 ? 1 : -1);
            far_y = far_y < 0 || far_y == height ? near_y : far_y, far_x = far_x < 0 || far_x == width ? near_x : far_x;
            const float *nn = in + (near_y * width + near_x) * channels, *nf = in + (near_y * width + far_x) * channels;
            const float *fn = in + (far_y * width + near_x) * channels, *ff = in + (far_y * width + far_x) * channels;
            for (int c = 0; c < channels; c += 4, out += 4)
                FOUR(out) = (FOUR(nn + c) * all(9) + (FOUR(nf + c) + FOUR(fn + c)) * all(3) + FOUR(ff + c)) * all(1 / 16.f);
        }
}

/* RGBA in 0…255 to RGB in [0, 1], with mirrored lines on the right and below: (height, width, 3). */
void EXPORT(read)(const unsigned char *rgba, float *out, int own_height, int own_width, int height, int width)
{
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            const int from_y = y < own_height ? y : 2 * own_height - 1 - y, from_x = x < own_width ? x : 2 * own_width - 1 - x;
            for (int c = 0; c < 3; c++)
                *out++ = rgba[(from_y * own_width + from_x) * 4 + c] / 255.f;
        }
}

/* The mean of each 3 × 3 pixels; height and width are the result's. */
void EXPORT(third)(const float *in, float *out, int height, int width)
{
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            for (int c = 0; c < 3; c++) {
                float sum = 0;
                for (int i = 0; i < 9; i++)
                    sum += in[((3 * y + i / 3) * 3 * width + 3 * x + i % 3) * 3 + c];
                *out++ = sum / 9;
            }
}

/* Squares of by × by pixels become places of 3 * by * by channels, moved from [0, 1] to [-1, 1]. */
void EXPORT(unshuffle)(const float *image, float *out, int height, int width, int by)
{
    for (int y = 0; y < height; y += by)
        for (int x = 0; x < width; x += by)
            for (int i = 0; i < by; i++) {
                const float *pixels = image + ((y + i) * width + x) * 3;
                for (int c = 0; c < 3 * by; c++)
                    *out++ = pixels[c] * 2 - 1;
            }
}

/* A quotient that is within 0.0001 of the hyperbolic tangent. */
static inline float tanh_of(float x)
{
    x = x < -4.9f ? -4.9f : x > 4.9f ? 4.9f : x;
    const float y = x * x;
    return x * (135135 + y * (17325 + y * (378 + y))) / (135135 + y * (62370 + y * (3150 + y * 28)));
}

/* Shuffle (height / 2, width / 2, 16), whose last 4 channels mean nothing, to pixels; add what each pixel has beyond the
   mean of its 2 × 2, times `sharpness`; mix the painting with the photo; write the own pixels as RGBA. */
void EXPORT(finish)(const float *painted, const float *image, const float *sharpness, unsigned char *rgba,
                    int width, int own_height, int own_width, float strength)
{
    for (int y = 0; y < own_height; y++)
        for (int x = 0; x < own_width; x++, rgba += 4) {
            const float *place = painted + ((y / 2) * (width / 2) + x / 2) * 16 + (y % 2 * 2 + x % 2) * 3;
            const float *corner = image + ((y & ~1) * width + (x & ~1)) * 3, *pixel = image + (y * width + x) * 3;
            for (int c = 0; c < 3; c++) {
                const float mean = (corner[c] + corner[c + 3] + corner[3 * width + c] + corner[3 * width + c + 3]) / 4;
                float value = tanh_of(place[c] + (pixel[c] - mean) * sharpness[c]) * (150 / 255.f) + .5f;
                value = value < 0 ? 0 : value > 1 ? 1 : value;
                value = (pixel[c] + strength * (value - pixel[c])) * 255 + .5f;
                rgba[c] = value < 0 ? 0 : value > 255 ? 255 : (int)value;
            }
            rgba[3] = 255;
        }
}
