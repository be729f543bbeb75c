import { number } from '../math/options.ts'
import { gaussianAlongCurves } from './gaussianAlongCurves.ts'

const count = 8
const radius = 4
/** The literature divides the whole picture, noise included, by this and not by √2. */
const shrink = 1.414

/** Eight Gaussians on a circle; `noise` is their deviation before the picture is shrunk. */
export const eightGaussians = gaussianAlongCurves({
  dimension: 2,
  components: count,
  options: { noise: number(0.05, 1, 0.05, 0.5) },
  strands: ({ noise }) =>
    Array.from({ length: count }, (_, k) => {
      const angle = (2 * Math.PI * k) / count
      const centre = [(radius * Math.cos(angle)) / shrink, (radius * Math.sin(angle)) / shrink]
      return { weight: 1, deviation: noise / shrink, centre }
    }),
})
