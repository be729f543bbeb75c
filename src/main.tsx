import { showPage } from './app/start.tsx'
import { openPlayground } from './store/open.ts'

const place = document.getElementById('page')
if (place) {
  openPlayground()
  showPage(place)
}
