import { expect, test } from 'vitest'
import type { Resource, Template } from './template.ts'
import { violationsOf } from './validate-template.ts'

const table: Resource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
}
const log: Resource = {
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: '/aws/lambda/gonghui-claim', RetentionInDays: 30 },
}
const statement = {
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['DROP#*'] } },
}
const writesLog = {
  Effect: 'Allow',
  Action: ['logs:PutLogEvents'],
  Resource: { 'Fn::GetAtt': ['ClaimLog', 'Arn'] },
}
const roleOf = (...statements: object[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
})
const lambdaOf = (properties: object): Resource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'gonghui-claim',
    Handler: 'claim-function.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['ClaimRole', 'Arn'] },
    Code: { S3Bucket: 'bundles', S3Key: 'claim.zip' },
    Timeout: 10,
    ...properties,
  },
})
const alarmOf = (properties: object): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Threshold: 1,
    AlarmActions: ['topic'],
    ...properties,
  },
})
const ofClaim = [{ Name: 'FunctionName', Value: { Ref: 'Claim' } }]
const faultsOf = (properties: object): Resource => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    LogGroupName: { Ref: 'ClaimLog' },
    FilterPattern: '{ $.level = "ERROR" }',
    MetricTransformations: [{ MetricNamespace: 'gonghui', MetricName: 'Faults', MetricValue: '1' }],
    ...properties,
  },
})
const lambdaAlarm = (MetricName: string, Dimensions: object[] = ofClaim) =>
  alarmOf({ Namespace: 'AWS/Lambda', MetricName, Dimensions })

const sound: Template['Resources'] = {
  Table: table,
  ClaimLog: log,
  ClaimRole: roleOf(writesLog, statement),
  Claim: { ...lambdaOf({}), DependsOn: ['ClaimLog'] },
  ClaimErrors: lambdaAlarm('Errors'),
  ClaimThrottles: lambdaAlarm('Throttles'),
  ClaimFaults: faultsOf({}),
  Faults: alarmOf({ Namespace: 'gonghui', MetricName: 'Faults' }),
}

const told = (mistaken: Template['Resources']) => violationsOf({ Resources: { ...sound, ...mistaken } })

test('a template that CloudFormation would take has no violation', () => {
  expect(violationsOf({ Resources: sound })).toEqual([])
})

test.each<[rule: string, mistaken: Template['Resources'], violation: string]>([
  [
    'a resource type that is not there',
    { Queue: { Type: 'AWS::SQS::Que' } },
    'Queue: there is no resource type AWS::SQS::Que',
  ],
  [
    'a property that the type does not have',
    { Claim: lambdaOf({ MemorySizeMb: 512 }) },
    'Claim.MemorySizeMb: there is no such property',
  ],
  [
    'such a property deep inside',
    { Claim: lambdaOf({ Code: { S3Bucket: 'b', S3File: 'f' } }) },
    'Claim.Code.S3File: there is no such property',
  ],
  ['a required property left out', { Claim: lambdaOf({ Code: undefined }) }, 'Claim.Code: is required'],
  [
    'one left out deep inside',
    { Table: { ...table, Properties: { ...table.Properties, KeySchema: [{ AttributeName: 'pk' }] } } },
    'Table.KeySchema[0].KeyType: is required',
  ],
  ['text for a number', { Claim: lambdaOf({ Timeout: 'ten' }) }, 'Claim.Timeout: "ten" is no integer'],
  [
    'one value for a list',
    { Claim: lambdaOf({ Architectures: 'arm64' }) },
    'Claim.Architectures: is no array',
  ],
  [
    'joined text for a list',
    { Claim: lambdaOf({ Architectures: { 'Fn::Join': ['', ['arm', '64']] } }) },
    'Claim.Architectures: Fn::Join yields a text, not array',
  ],
  [
    'a value that is none of those allowed',
    { Claim: lambdaOf({ PackageType: 'Tar' }) },
    'Claim.PackageType: "Tar" is none of Image, Zip',
  ],
  [
    'a Ref to nothing',
    { Claim: lambdaOf({ Description: { Ref: 'Clam' } }) },
    'Resources.Claim.Properties.Description: there is nothing called Clam',
  ],
  [
    'an attribute that the type does not have',
    { Claim: lambdaOf({ Description: { 'Fn::GetAtt': ['Table', 'Name'] } }) },
    'Resources.Claim.Properties.Description: AWS::DynamoDB::Table has no attribute Name',
  ],
  [
    'a Sub of nothing',
    { Claim: lambdaOf({ Description: { 'Fn::Sub': `\${AWS::Region} \${Tabel.Arn}` } }) },
    'Resources.Claim.Properties.Description: there is nothing called Tabel',
  ],
  [
    'waiting for nothing',
    { Claim: { ...lambdaOf({}), DependsOn: 'ClaimLogs' } },
    'Claim.DependsOn: there is nothing called ClaimLogs',
  ],
  [
    'waiting for each other',
    { ClaimLog: { ...log, DependsOn: 'Claim' } },
    'ClaimLog → Claim → ClaimRole → ClaimLog: wait for each other',
  ],
  [
    'a variable that packaging left standing',
    { Claim: lambdaOf({ Description: `\${self:custom.table}` }) },
    `Resources.Claim.Properties.Description: \${self:custom.table} was not resolved`,
  ],
  [
    'a secret without its key',
    { Claim: lambdaOf({ Environment: { Variables: { KEY: '{{resolve:secretsmanager:gonghui}}' } } }) },
    'Resources.Claim.Properties.Environment.Variables.KEY: {{resolve:secretsmanager:gonghui}} names no key of a secret',
  ],
  [
    'a function without a role of this template',
    { Claim: lambdaOf({ Role: 'arn:aws:iam::1:role/admin' }), ClaimRole: log },
    'Claim: has no role in this template',
  ],
  [
    'a role that two functions share',
    { Other: lambdaOf({ FunctionName: 'gonghui-other' }) },
    'Other: shares ClaimRole with Claim',
  ],
  ['a role that nobody has', { OtherRole: roleOf() }, "OtherRole: is nobody's role"],
  [
    'any action at all',
    { ClaimRole: roleOf({ ...statement, Action: 'dynamodb:*' }) },
    'ClaimRole, statement 0: dynamodb:* is wider than a function needs',
  ],
  [
    'any resource at all',
    { ClaimRole: roleOf({ ...statement, Resource: '*' }) },
    'ClaimRole, statement 0: * is wider than a function needs',
  ],
  [
    'every partition of the table',
    { ClaimRole: roleOf({ ...statement, Condition: undefined }) },
    'ClaimRole, statement 0: dynamodb:GetItem reaches every partition',
  ],
  [
    "another function's log",
    { Claim: lambdaOf({ FunctionName: 'gonghui-redeem' }) },
    "ClaimRole, statement 0: writes another's log",
  ],
  [
    'an action on something else',
    { ClaimRole: roleOf({ ...statement, Action: 'secretsmanager:GetSecretValue' }) },
    'ClaimRole, statement 0: secretsmanager:GetSecretValue is nothing that a function does',
  ],
  [
    'a function whose crashes wake nobody',
    { ClaimErrors: lambdaAlarm('Errors', []) },
    'Claim: nobody is woken by its Errors',
  ],
  [
    'one that is turned away unseen',
    { ClaimThrottles: lambdaAlarm('Errors') },
    'Claim: nobody is woken by its Throttles',
  ],
  [
    'an alarm that tells nobody',
    {
      ClaimErrors: alarmOf({
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: ofClaim,
        AlarmActions: [],
      }),
    },
    'Claim: nobody is woken by its Errors',
  ],
  [
    'a function whose faults nobody counts',
    { ClaimFaults: faultsOf({ FilterPattern: '{ $.level = "WARN" }' }) },
    'Claim: nobody is woken by its faults',
  ],
  [
    'faults that are counted and not watched',
    { Faults: alarmOf({ Namespace: 'gonghui', MetricName: 'Losses' }) },
    'Claim: nobody is woken by its faults',
  ],
])('%s is found', (_, mistaken, violation) => {
  expect(told(mistaken)).toContain(violation)
})
