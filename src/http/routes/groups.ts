import { createRoute, z } from '@hono/zod-openapi'
import { changeOptions, oneChangeOptions, readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { answerKnown } from '../conditions/answer-known.js'
import { refuseIfMatch, tellTag } from '../conditions/entity-tags.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { requireJson } from '../body/json-body.js'
import { answer, answerOfOne, errorAnswers, knownThingAnswers } from '../document/answers.js'
import { changeHeaders, jsonBody, knownHeaders, noQuery, oneChangeHeaders } from '../document/requests.js'
import { bodyErrors, oneBodyErrors, oneChangeErrors, readErrors } from '../document/route-errors.js'
import { done, idParameter } from '../schemas/fields.js'
import {
  groupExample,
  groupPatch,
  groups,
  groupView,
  moveTarget,
  newGroup,
  oneGroup,
} from '../schemas/groups.js'

const params = z.object({ id: idParameter })
const tags = ['Groups']

const listing = createRoute({
  method: 'get',
  path: '/api/groups',
  operationId: 'listGroups',
  tags,
  summary: 'List the groups of categories',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('The groups, in the user’s order.', groups, {
      message: 'Groups',
      count: 1,
      data: [groupExample],
    }),
    ...errorAnswers(...readErrors),
  },
})

const reading = createRoute({
  method: 'get',
  path: '/api/groups/get/{id}',
  operationId: 'getGroup',
  tags,
  summary: 'Get a group of categories',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: knownHeaders },
  responses: {
    ...knownThingAnswers('The group.', oneGroup, { message: 'Group', data: groupExample }),
    ...errorAnswers(...readErrors, 'not_found'),
  },
})

const creating = createRoute({
  method: 'post',
  path: '/api/groups/create',
  operationId: 'createGroup',
  tags,
  summary: 'Create a group of categories',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireJson] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(newGroup, { name: 'Home' }) },
  responses: {
    201: answerOfOne('The group. It is the last in the order.', oneGroup, {
      message: 'Group created',
      data: groupExample,
    }),
    // Under an Idempotency-Key, the group of the first request may be gone.
    ...errorAnswers(...bodyErrors, 'duplicate_group', 'not_found'),
  },
})

const updating = createRoute({
  method: 'put',
  path: '/api/groups/update/{id}',
  operationId: 'updateGroup',
  tags,
  summary: 'Rename a group, or replace its metadata',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(groupPatch, { name: 'House' }),
  },
  responses: {
    200: answerOfOne('The group as it is now.', oneGroup, {
      message: 'Group updated',
      data: { ...groupExample, name: 'House' },
    }),
    ...errorAnswers(...oneBodyErrors, 'duplicate_group', 'not_found'),
  },
})

const moving = createRoute({
  method: 'put',
  path: '/api/groups/move/{id}',
  operationId: 'moveGroup',
  tags,
  summary: 'Move a group in the user’s order',
  middleware: [requireBook, requireParameterNames, requireJson] as const,
  request: {
    query: noQuery,
    params,
    headers: oneChangeHeaders,
    body: jsonBody(moveTarget, { before: null }),
  },
  responses: {
    200: answer('The group was moved. Lists follow the order.', done, { message: 'Group moved' }),
    ...errorAnswers(...oneBodyErrors, 'not_found'),
  },
})

const removing = createRoute({
  method: 'delete',
  path: '/api/groups/delete/{id}',
  operationId: 'deleteGroup',
  tags,
  summary: 'Remove a group that has no categories',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery, params, headers: oneChangeHeaders },
  responses: {
    200: answer('The group was removed.', done, { message: 'Group deleted' }),
    ...errorAnswers(...oneChangeErrors, 'group_in_use', 'not_found'),
  },
})

/** Adds the routes of the groups of categories. */
export function addGroups(app: BudgetApp): void {
  app.openapi(listing, async (context) => {
    const data = (await context.get('book').groups.list(readOptions(context))).map(groupView)
    return context.json({ message: 'Groups', count: data.length, data }, 200)
  })
  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param')
    const found = await context.get('book').groups.get(id, readOptions(context))
    return answerKnown(context, found, () => context.json({ message: 'Group', data: groupView(found) }, 200))
  })
  app.openapi(creating, async (context) => {
    const options = await changeOptions(context, context.req.valid('header'))
    const created = await context.get('book').groups.create(context.req.valid('json'), options)
    tellTag(context, created)
    return context.json({ message: 'Group created', data: groupView(created) }, 201)
  })
  app.openapi(updating, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    const updated = await context.get('book').groups.update(id, context.req.valid('json'), options)
    tellTag(context, updated)
    return context.json({ message: 'Group updated', data: groupView(updated) }, 200)
  })
  app.openapi(moving, async (context) => {
    const { id } = context.req.valid('param')
    const options = await oneChangeOptions(context, context.req.valid('header'))
    await context.get('book').groups.move(id, context.req.valid('json'), options)
    return context.json({ message: 'Group moved' }, 200)
  })
  app.openapi(removing, async (context) => {
    const { id } = context.req.valid('param')
    await context.get('book').groups.remove(id, await oneChangeOptions(context, context.req.valid('header')))
    return context.json({ message: 'Group deleted' }, 200)
  })
}
