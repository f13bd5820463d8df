-- Recognises BitBake's files and starts Knead's language server for them.
local knead = require('knead')
local group = vim.api.nvim_create_augroup('knead', {})

vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = group,
  pattern = { '*.bb', '*.bbappend', '*.bbclass', '*.inc', '*.conf' },
  callback = function(event)
    local shared = event.match:match('%.inc$') or event.match:match('%.conf$')
    if vim.bo.filetype ~= 'bitbake' and (not shared or knead.metadata(event.match)) then
      vim.bo.filetype = 'bitbake'
    end
  end,
})

if vim.lsp.enable then
  vim.lsp.enable('knead')
else
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'bitbake',
    callback = function(event) knead.start(event.buf) end,
  })
end

vim.lsp.commands['knead.showReferences'] = knead.show_references
vim.api.nvim_create_user_command('KneadMachine', function() knead.pick('machine') end, {})
vim.api.nvim_create_user_command('KneadDistro', function() knead.pick('distro') end, {})
