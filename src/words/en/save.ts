/** What can be kept of a picture, as a file. */
export const save = {
  'save.button': 'Save: {name}',
  'save.menu': 'Save this picture',
  'save.picture': 'Picture',
  'save.png': 'PNG image',
  'save.svg': 'SVG drawing',
  'save.video': 'Video',
  'save.video.run': 'Record until I stop',
  'save.video.morph': 'x to z and back',
  'save.video.stop': 'Stop recording: {name}',
  'save.samples': 'Samples of the flow, CSV',
  'save.samples.count': '{count} samples',
  'save.samples.name': 'samples',
  'save.failed': 'The browser could not make this file.',
  'save.failed.advice': 'A smaller picture may work: make the window smaller and save again.',
} as const
