import { useEffect, useState } from 'react'

export type Theme = 'light' | 'dark'

const place = 'x2z.theme'

/** What was chosen on an earlier visit. A browser may forbid the page to remember anything. */
function remembered(): Theme | null {
  try {
    const found = localStorage.getItem(place)
    return found === 'light' || found === 'dark' ? found : null
  } catch {
    return null
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(place, theme)
  } catch {
    // Then it holds until the page is closed.
  }
}

const systemDark = () => matchMedia('(prefers-color-scheme: dark)')

const wanted = (): Theme => remembered() ?? (systemDark().matches ? 'dark' : 'light')

const show = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme
}

/** Puts the theme on the page before anything is drawn. */
export const startTheme = (): void => show(wanted())

/** The theme in force: the system's, until a person chooses. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(wanted)
  useEffect(() => {
    show(theme)
    const query = systemDark()
    const follow = () => setTheme(wanted())
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [theme])
  const choose = (chosen: Theme) => {
    remember(chosen)
    setTheme(chosen)
  }
  return [theme, choose]
}
