/** Ready-made experiments: `.label` is a menu entry, `.look` one sentence of what to look for. */
export const presets = {
  'presetGroup.line': 'On the line',
  'presetGroup.autoregressive': 'Autoregressive flows',
  'presetGroup.coupling': 'Couplings: NICE, RealNVP, Glow, Flow++',
  'presetGroup.spline': 'Spline couplings',

  'preset.peaks-uniform.label': 'Two peaks onto Uniform(0, 1)',
  'preset.peaks-uniform.look': 'Watch the curve f become the cumulative distribution of the data: steep under each peak, level between them.',
  'preset.peaks-normal.label': 'Two peaks onto a normal',
  'preset.peaks-normal.look': 'Watch the two peaks being pressed together into one bell: f is level where data is rare.',
  'preset.peaks-beta.label': 'Two peaks onto Beta(5, 5)',
  'preset.peaks-beta.look': 'Compare the NLL with that of the other bases: the base changes the curve f, but not how well the data is learned.',
  'preset.moons-realnvp.label': 'Two moons, RealNVP',
  'preset.moons-realnvp.look': 'Watch six affine couplings bend the two moons, one axis at a time, until they make one round cloud.',
  'preset.smiley-realnvp.label': 'Smiley, RealNVP',
  'preset.smiley-realnvp.look': 'Look for the thin bridges of density between eyes and mouth: a smooth map cannot tear one round cloud into three pieces.',
  'preset.moons-autoregressive.label': 'Two moons, autoregressive',
  'preset.moons-autoregressive.look': 'x₁ goes through its own CDF, x₂ through one that depends on x₁: see each vertical slice being levelled, and moons end up side by side in z.',
  'preset.smiley-autoregressive.label': 'Smiley, autoregressive',
  'preset.smiley-autoregressive.look': 'Where a vertical slice meets both an eye and the mouth, its CDF climbs in two steps; find them in the warped grid.',
  'preset.moons-spline.label': 'Two moons, spline couplings',
  'preset.moons-spline.look': 'Four spline couplings come closer to the entropy than six affine ones: look how the grid gathers in the gap between the moons.',
} as const
