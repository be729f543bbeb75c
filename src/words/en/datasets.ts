/** Data sets and their options. `.label` is a menu entry, `.hint` one sentence of what it is. */
export const datasets = {
  'dataset.moons.label': 'two moons',
  'dataset.moons.hint': 'Two interleaved half circles, blurred by Gaussian noise.',
  'dataset.smiley.label': 'smiley face',
  'dataset.smiley.hint': 'Two round eyes and a curved mouth, a third of the points each.',
  'dataset.eightGaussians.label': 'eight Gaussians',
  'dataset.eightGaussians.hint': 'Eight round clusters on a circle, with almost nothing between them.',
  'dataset.checkerboard.label': 'checkerboard',
  'dataset.checkerboard.hint': 'Every second square of a four by four board, filled evenly up to sharp edges.',
  'dataset.peaks.label': 'two peaks',
  'dataset.peaks.hint': 'Half the points from N(−1, 0.25²), half from N(0.5, 0.5²).',
  'dataset.uniform.label': 'uniform',
  'dataset.uniform.hint': 'Flat from −2 to 2 and zero outside.',
  'dataset.triangle.label': 'triangle',
  'dataset.triangle.hint': 'Rises steeply from −2 to its peak at −1.5, then falls in a straight line to 2.',
  'option.noise.label': 'noise',
} as const
