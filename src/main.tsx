import { showPage } from './app/start.tsx'
import { openPlayground } from './store/open.ts'

const place = document.getElementById('root')
if (place) {
  openPlayground()
  showPage(place)
}
