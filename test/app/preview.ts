import { showPage } from '../../src/app/start.tsx'
import { openPlayground } from '../../src/store/open.ts'
import { createFakeClient } from './fakeClient.ts'

// `npx vite`, then /test/app/preview.html: the page without a trainer.
const place = document.getElementById('root')
if (place) {
  openPlayground(createFakeClient)
  showPage(place)
}
