/** A kernel or function of the code that an engine runs, as text. */
export interface ListingPart {
  readonly name: string
  readonly text: string
}

/** The code that an engine emitted for a flow. 'none': it runs ready-made kernels of a library, which has no parts to list. */
export interface Listing {
  readonly language: 'wasm' | 'wgsl' | 'none'
  readonly parts: readonly ListingPart[]
}
