import { Button, ToggleButton } from 'react-aria-components'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { CopyLink } from './CopyLink.tsx'
import { PresetMenu } from './PresetMenu.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { useTheme } from './theme.ts'
import { TrainerLabel } from './TrainerLabel.tsx'

const Logo = () => (
  <h1 className="logo" aria-label={say('app.name')}>
    <span className="tone-x">x</span>
    <span className="tone-f">→</span>
    <span className="tone-z">z</span>
  </h1>
)

function Seed() {
  const seed = usePlayground(({ experiment }) => experiment.run.seed)
  const newSeed = usePlayground((playground) => playground.newSeed)
  return (
    <>
      <span className="seed">{say('app.seed', { seed })}</span>
      <Button className="button header-seed" onPress={newSeed}>{say('app.newSeed')}</Button>
    </>
  )
}

function ThemeToggle() {
  const [theme, choose] = useTheme()
  return (
    <ToggleButton
      className="button button-round"
      aria-label={say('app.theme.dark')}
      isSelected={theme === 'dark'}
      onChange={(dark) => choose(dark ? 'dark' : 'light')}
    >
      ◐
    </ToggleButton>
  )
}

export const PageHeader = () => (
  <header className="header">
    <Logo />
    <PresetMenu />
    <div className="header-tools">
      <TrainerLabel />
      <Seed />
      <CopyLink />
      <ShortcutsDialog />
      <ThemeToggle />
    </div>
  </header>
)
