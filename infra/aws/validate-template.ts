/**
 * `node infra/aws/validate-template.ts [template]`, after `osls package`: holds the packaged CloudFormation template
 * against the resource specification, its own references, the rule of least privilege, and that somebody is woken for each function. Lists every violation.
 */
import { readFileSync } from 'node:fs'
import type { Template } from './template.ts'
import { alarmViolations } from './template-alarms.ts'
import { referenceViolations } from './template-references.ts'
import { roleViolations } from './template-roles.ts'
import { typeViolations } from './template-types.ts'

export const violationsOf = (template: Template): string[] => [
  ...typeViolations(template),
  ...referenceViolations(template),
  ...roleViolations(template),
  ...alarmViolations(template),
]

export const packagedTemplate = '.serverless/cloudformation-template-update-stack.json'

if (import.meta.main) {
  const file = process.argv[2] ?? packagedTemplate
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template
  const violations = violationsOf(template)
  for (const violation of violations) console.error(violation)
  const count = Object.keys(template.Resources).length
  console.log(
    violations.length === 0
      ? `${file}: ${count} resources, as CloudFormation wants them`
      : `${file}: ${violations.length} violations in ${count} resources`,
  )
  process.exitCode = violations.length === 0 ? 0 : 1
}
