/** The choices of how the planes are drawn, each with the one it opens with in front. */
export const planeLooks = {
  /** What a point's colour tells: which part of the data it is from, where it lies in z, or log p(x). */
  colouring: ['component', 'latent', 'density'],
  /** Which plane's straight lines are carried through the flow. */
  gridFrom: ['x', 'z'],
  /** What is told of the way back around each z: nothing, the largest singular value of ∂x/∂z, or log |det ∂x/∂z|. */
  stretch: ['off', 'singular', 'logDet'],
  /** x beside z, or one plane that turns from x into z. */
  planes: ['both', 'one'],
  /** How many points and how fine a density. */
  detail: ['usual', 'fine'],
} as const

export type PlaneLookName = keyof typeof planeLooks
export type PlaneLook = { readonly [K in PlaneLookName]: (typeof planeLooks)[K][number] }

export const firstLook: PlaneLook = { colouring: 'component', gridFrom: 'x', stretch: 'off', planes: 'both', detail: 'usual' }
