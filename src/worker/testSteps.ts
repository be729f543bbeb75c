/** Between two tests at least, steps. */
const leastStride = 2
/** Tests while the steps double. */
const testsPerDoubling = 8

const stride = (step: number): number => Math.max(leastStride, 2 ** Math.floor(Math.log2(step)) / testsPerDoubling)

/**
 * The first step after this one at which the test NLL is taken: often at first, and ever more rarely, some 60 times in
 * 2,000 steps. It depends on the step alone, so that a run gives the same curve however fast it goes.
 */
export const nextTest = (step: number): number => (Math.floor(step / stride(step)) + 1) * stride(step)

export const isTestStep = (step: number): boolean => step > 0 && nextTest(step - 1) === step
