import { say, tell } from '../words/catalogue.ts'
import { runCommand } from './commands.ts'
import { tolerateClosedPipe } from './output.ts'

tolerateClosedPipe()
try {
  const outcome = await runCommand(process.argv.slice(2))
  if (outcome.code !== 0) console.error(tell(outcome.reason))
  process.exitCode = outcome.code
} catch (error) {
  console.error(say('cli.failed', { message: error instanceof Error ? error.message : String(error) }))
  process.exitCode = 1
}
