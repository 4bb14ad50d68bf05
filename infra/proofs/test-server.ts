/**
 * The product as a process of its own, for proofs that end it with SIGKILL: ports, folder and database come from the
 * environment, nothing is built and nothing is seeded. Says `ready` on its standard output once it answers.
 */
import { startStack } from '../local/stack.ts'

const { PORT, WECHAT_PORT, LOCAL_DIR } = process.env
// Schedules stay silent: what a crash leaves behind must be there for the proof to look at before the repair.
await startStack({ product: Number(PORT), wechat: Number(WECHAT_PORT), dir: LOCAL_DIR, schedules: false })
process.stdout.write('ready\n')
// Ended in order by whoever started it, whose end closes this pipe as well.
process.stdin.resume().once('end', () => process.exit(0))
