import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

/** The lecture's one-dimensional example: a narrow and a wide Gaussian of equal mass. */
export const peaks = gaussianAlongCurves({
  dimension: 1,
  components: 2,
  options: {},
  strands: () => [
    { weight: 1, deviation: 0.25, centre: [-1] },
    { weight: 1, deviation: 0.5, centre: [0.5] },
  ],
})
