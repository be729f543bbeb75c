/** In Node, tfjs's core keeps its gradients back; the union package registers them. */
export const loadGradients = (): Promise<unknown> => import('@tensorflow/tfjs')
