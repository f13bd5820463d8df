-- Knead's language server in Neovim 0.7 and later: what plugin/knead.lua and lsp/knead.lua are made of.
local M = {}

-- config is the server's configuration. Change it before the first recipe is opened.
M.config = {
  name = 'knead',
  cmd = { 'knead', 'lsp' },
  filetypes = { 'bitbake' },
  -- The section "knead": machine, distro, multiconfig, set, buildDirectories.
  settings = { knead = vim.empty_dict() },
}

local builds = { '/conf/bblayers.conf', '/*/conf/bblayers.conf', '/*/build*/conf/bblayers.conf' }

local function above(dir, holds)
  while not holds(dir) do
    local parent = vim.fn.fnamemodify(dir, ':h')
    if parent == dir then
      return nil
    end
    dir = parent
  end
  return dir
end

local function has(dir, pattern)
  return #vim.fn.glob(vim.fn.escape(dir, '*?[{`\\') .. pattern, true, true) > 0
end

-- root returns the folder that the server is to look at for a file: the nearest one that has a build directory, else the
-- repository, else the layer, else where the file is.
function M.root(path)
  local dir = vim.fn.fnamemodify(path, ':p:h')
  for _, wanted in ipairs({ builds, { '/.git' }, { '/conf/layer.conf' } }) do
    local found = above(dir, function(d)
      for _, pattern in ipairs(wanted) do
        if has(d, pattern) then
          return true
        end
      end
      return false
    end)
    if found then
      return found
    end
  end
  return dir
end

-- metadata reports whether a file lies in a layer or a build directory.
function M.metadata(path)
  return above(vim.fn.fnamemodify(path, ':p:h'), function(d)
    return has(d, '/conf/layer.conf') or has(d, '/conf/bblayers.conf')
  end) ~= nil
end

-- attached gives a buffer the keys that Neovim 0.11 has by itself.
function M.attached(_, buffer)
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  vim.bo[buffer].tagfunc = 'v:lua.vim.lsp.tagfunc'
  local function key(keys, action)
    vim.api.nvim_buf_set_keymap(buffer, 'n', keys, '', { callback = action, noremap = true, silent = true })
  end
  key('K', function() vim.lsp.buf.hover() end)
  key('grn', function() vim.lsp.buf.rename() end)
  key('gra', function() vim.lsp.buf.code_action() end)
  key('grr', function() vim.lsp.buf.references() end)
  key('gri', function() vim.lsp.buf.implementation() end)
  key('gO', function() vim.lsp.buf.document_symbol() end)
end

local clients = {} -- by root, where Neovim does not keep them itself

-- start starts the server for a buffer, or attaches it to one that runs. Neovim 0.11 does this itself, see lsp/knead.lua.
function M.start(buffer)
  local config = vim.deepcopy(M.config)
  config.root_dir = M.root(vim.api.nvim_buf_get_name(buffer))
  config.on_attach = M.attached
  if vim.lsp.start then
    return vim.lsp.start(config)
  end
  config.workspace_folders = { { uri = vim.uri_from_fname(config.root_dir), name = config.root_dir } }
  config.on_exit = function() clients[config.root_dir] = nil end
  clients[config.root_dir] = clients[config.root_dir] or vim.lsp.start_client(config)
  if clients[config.root_dir] then
    vim.lsp.buf_attach_client(buffer, clients[config.root_dir])
  end
end

local function execute(command, argument, answered)
  local params = { command = command, arguments = { argument } }
  vim.lsp.buf_request(0, 'workspace/executeCommand', params, function(err, result)
    if err then
      vim.notify('knead: ' .. err.message, vim.log.levels.ERROR)
    elseif answered then
      answered(result)
    end
  end)
end

-- pick asks for a machine or a distribution, and switches to it.
function M.pick(what)
  execute('knead.' .. what .. 's', vim.empty_dict(), function(names)
    vim.ui.select(names, { prompt = what .. ':' }, function(name)
      if name then
        execute('knead.switch', { [what] = name }, function()
          vim.notify(what .. ' is ' .. name)
        end)
      end
    end)
  end)
end

-- show_references is what the server's code lenses do: it lists places, in the quickfix window.
function M.show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  vim.fn.setqflist({}, ' ', {
    title = command.title,
    items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding),
  })
  vim.cmd('botright copen')
end

return M
