import { currentPlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'

/** Why a picture has nothing to show: training has just begun, or is held because the stack does not fit together. */
export const waitingWords = (): string => say(currentPlayground().fit.ok ? 'picture.waiting' : 'picture.held')
